'use strict';

SR.addLanguage('zh-TW', {
  title: '遠端支援',
});
