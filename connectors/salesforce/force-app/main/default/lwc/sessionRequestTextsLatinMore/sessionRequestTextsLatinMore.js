import nl from './nl';
import pl from './pl';
import ptBR from './ptBR';
import tr from './tr';

/** Written by "npm run generated" from templates/panel-texts. Change the texts there. @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
export default Object.freeze({
  'nl': nl,
  'pl': pl,
  'pt-BR': ptBR,
  'tr': tr,
});
