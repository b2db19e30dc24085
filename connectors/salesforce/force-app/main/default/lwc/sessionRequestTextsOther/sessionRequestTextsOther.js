import ar from './ar';
import ja from './ja';
import ko from './ko';
import zhCN from './zhCN';
import zhTW from './zhTW';

/** Written by "npm run generated" from templates/panel-texts. Change the texts there. @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
export default Object.freeze({
  'ar': ar,
  'ja': ja,
  'ko': ko,
  'zh-CN': zhCN,
  'zh-TW': zhTW,
});
