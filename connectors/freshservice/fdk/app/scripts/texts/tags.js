'use strict';

// Written by "npm run generated" from templates/panel-texts. Change the texts there.
SR.share('tags', { all: ['en', 'zh-TW'] });
