import en from './en';
import de from './de';
import es from './es';
import fr from './fr';
import it from './it';

/** Written by "npm run generated" from templates/panel-texts. Change the texts there. @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
export default Object.freeze({
  'en': en,
  'de': de,
  'es': es,
  'fr': fr,
  'it': it,
});
