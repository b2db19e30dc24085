import en from './en';
import zhTW from './zhTW';

/** Written by "npm run generated" from templates/panel-texts. Change the texts there. @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
export default Object.freeze({
  'en': en,
  'zh-TW': zhTW,
});
