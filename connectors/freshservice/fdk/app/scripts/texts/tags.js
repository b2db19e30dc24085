'use strict';

// Written by "npm run generated" from templates/panel-texts. Change the texts there.
SR.share('tags', { all: ['en', 'ar', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'nl', 'pl', 'pt-BR', 'tr', 'zh-CN', 'zh-TW'] });
