/** Who looks at what, as the page's scripts and stand-ins read it. */
export type LightningSession = {
  readonly userId: string;
  readonly userName: string;
  /** As `@salesforce/i18n/lang` gives it. */
  readonly lang: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly orgUrl: string;
  readonly apiVersion: string;
  readonly token: string;
  /** Null: the list of cases. */
  readonly caseId: string | null;
};

const LANGUAGES = [
  { lang: 'en-US', label: 'English' },
  { lang: 'zh-TW', label: '繁體中文' },
] as const;

/** The frame of the page; what is in it is drawn by the person's own browser with the person's own rights. */
export function casePage(session: LightningSession, sidebarPx: number | null): string {
  const { userId, userName, lang } = session;
  const others = LANGUAGES.filter((one) => one.lang !== lang).map(
    (one) => `<a href="?lang=${one.lang}" lang="${one.lang}">${one.label}</a>`,
  );
  const width = sidebarPx === null ? '' : ` style="--sidebar: ${String(sidebarPx)}px"`;
  return `<!doctype html>
<html lang="${escape(lang)}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${lang === 'zh-TW' ? '個案' : 'Cases'}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/assets/styles/salesforce-lightning-design-system.min.css" />
    <link rel="stylesheet" href="/page/page.css" />
  </head>
  <body class="slds-scope"${width}>
    <header class="top">
      <span class="org">Kestrel Service</span>
      <nav aria-label="${lang === 'zh-TW' ? '應用程式' : 'App'}"><a href="/agent/${userId}/cases?lang=${lang}">${lang === 'zh-TW' ? '個案' : 'Cases'}</a></nav>
      <span class="who">${escape(userName)}</span>
      ${others.join(' ')}
    </header>
    <main>
      <p class="wait" role="status">${lang === 'zh-TW' ? '正在準備元件，第一次需要幾秒鐘……' : 'Preparing the components. The first time takes some seconds …'}</p>
    </main>
    <script type="application/json" id="session">${JSON.stringify(session).replaceAll('<', '\\u003c')}</script>
    <script src="/page/session.js"></script>
    <script src="/app.js" defer></script>
  </body>
</html>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
