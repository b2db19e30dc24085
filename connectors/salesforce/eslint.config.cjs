'use strict';

const lwc = require('@salesforce/eslint-config-lwc/recommended.js');
const jest = require('eslint-plugin-jest');

module.exports = [
  ...lwc,
  {
    files: ['force-app/main/default/lwc/**/*.js'],
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CatchClause[param=null]',
          message: "Salesforce's analyzer cannot read a file with a catch that names nothing. Use attempt() instead.",
        },
      ],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // One line is one text: made from templates/panel-texts.
    files: ['force-app/main/default/lwc/sessionRequestTexts{Latin,LatinMore,Other}/*.js'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['force-app/main/default/lwc/**/__tests__/**/*.js'],
    ...jest.configs['flat/recommended'],
    languageOptions: { globals: { ...jest.environments.globals.globals, __dirname: 'readonly' } },
  },
];
