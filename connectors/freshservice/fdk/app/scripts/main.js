'use strict';

// The platform's script may be missing: then the page says so instead of staying empty.
SR.parts.start
  .start(() => app.initialized(), SR.parts.browser.browser())
  .catch(() => {
    SR.parts.screen.fault('This page could not be started. Load it again.');
  });
