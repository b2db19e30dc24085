// Runs inside every page of these tests: what a person sees of it and where the keyboard is. `window.pageEyes` is read by reader.ts.
'use strict';
(() => {
  const LEAST_TARGET_PX = 24;
  const LEAST_CONTRAST = 3;
  const MOVED_PX = 2;
  const STOPS =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [contenteditable], [tabindex="0"]';
  const BOXES = 'button, .button, summary, label, legend, dd, dt, li, td, th, p, h1, h2, h3, fieldset, section, form';

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const clean = (text) =>
    text
      .replaceAll(/[\u2066-\u2069]/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim();
  const isSeen = (one) =>
    one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !one.closest('.hidden, .skip, noscript') &&
    getComputedStyle(one).clipPath !== 'inset(50%)';
  const brief = (one) => {
    const copy = one.cloneNode(true);
    for (const aside of all('.hidden, small', copy)) aside.remove();
    return clean(copy.textContent);
  };

  /** What a control is called: everything, and without its small print. */
  const namesOf = (one) => {
    const said = one.getAttribute('aria-label');
    if (said) return [clean(said)];
    if (one === document.body) return ['(nowhere)'];
    const labels = one.labels?.length > 0 ? [...one.labels] : [one];
    return [labels.map((label) => clean(label.textContent)).join(' '), labels.map(brief).join(' ')];
  };
  const sameStop = (one) => (one.type === 'radio' ? `radio ${one.name}` : one);
  const stops = (root) => [
    ...new Set(
      all(STOPS, root)
        .filter((one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility())
        .map(sameStop),
    ),
  ];

  // Colours
  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundBehind = (one) => {
    for (let at = one.parentElement; at; at = at.parentElement) {
      const ground = numbers(getComputedStyle(at).backgroundColor);
      if (ground[3] !== 0) return ground;
    }
    return [255, 255, 255];
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };

  // The keyboard
  const showsFocus = (one) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
    const isDrawn = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && numbers(outlineColor)[3] !== 0;
    return isDrawn && contrast(numbers(outlineColor), groundBehind(one)) >= LEAST_CONTRAST;
  };
  const isInWindow = (one) => {
    const { top, bottom, left, right, width } = one.getBoundingClientRect();
    return width > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  };
  const named = (one) => `"${namesOf(one).at(-1) || one.id || one.tagName}"`;
  const focusFaults = (one) => [
    ...(showsFocus(one) ? [] : [`nobody sees that the keyboard is at ${named(one)}`]),
    ...(isInWindow(one) ? [] : [`the keyboard is at ${named(one)}, which is outside of the window`]),
  ];
  const focused = () => {
    const one = document.activeElement;
    const { tagName, id } = one;
    return { tagName, id, names: namesOf(one), isInvalid: one.ariaInvalid === 'true' };
  };
  let round = null;
  addEventListener('keyup', ({ key }) => {
    if (key !== 'Tab' || round === null) return;
    const one = document.activeElement;
    if (one === document.body) return;
    round.reached.add(sameStop(one));
    round.faults.push(...focusFaults(one));
  });
  /**
   * How many Tabs lead all the way round, or from the beginning to the end of what `selector` finds: a date has a stop for each of its
   * parts.
   */
  const beginRound = (selector) => {
    round = { selector, reached: new Set(), faults: [] };
    document.querySelector('main').focus();
    const parts = { 'datetime-local': 8, date: 5, time: 5 };
    return stops(document.querySelector(selector)).reduce((sum, { type }) => sum + (parts[type] ?? 1), 0);
  };
  const missed = () => stops(document.querySelector(round.selector)).filter((one) => !round.reached.has(one));
  const isHeld = () => document.querySelector('main').contains(document.activeElement);
  const endRound = () => {
    const left = missed();
    const faults = [...new Set(round.faults)];
    round = null;
    document.querySelector('h1')?.focus();
    return [
      ...faults,
      ...left.map((one) => `the keyboard does not reach ${typeof one === 'string' ? one : named(one)}`),
    ];
  };

  // The layout
  const clips = (one) => /hidden|clip/.test(getComputedStyle(one).overflowX + getComputedStyle(one).overflowY);
  const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX);
  const parentsOf = (one) => {
    const parents = [];
    for (let at = one; at && at !== document.documentElement; at = at.parentElement) parents.push(at);
    return parents;
  };
  const textsSeen = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const { currentNode: node } = walker;
      const parent = node.parentElement;
      if (node.data.trim() === '' || parent.closest('svg, option, script, style, textarea') || !isSeen(parent))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
      if (rects.length > 0) found.push({ parent, rects, text: clean(node.data).slice(0, 40) });
    }
    return found;
  };
  const isOutside = (rect, box, vertically) =>
    rect.left < box.left - MOVED_PX ||
    rect.right > box.right + MOVED_PX ||
    (vertically && (rect.top < box.top - MOVED_PX || rect.bottom > box.bottom + MOVED_PX));
  const textFaults = ({ parent, rects, text }) => {
    const parents = parentsOf(parent);
    const faults = [];
    const view = { left: 0, right: innerWidth };
    if (!parents.some(scrolls) && rects.some((rect) => isOutside(rect, view)))
      faults.push(`runs out of the window: ${text}`);
    const clipper = parents.find(clips)?.getBoundingClientRect();
    if (clipper && rects.some((rect) => isOutside(rect, clipper, true))) faults.push(`is cut off: ${text}`);
    const box = parent.closest(BOXES)?.getBoundingClientRect();
    if (box && rects.some((rect) => isOutside(rect, box))) faults.push(`sticks out of its box: ${text}`);
    return faults;
  };
  const cover = (one, other) => {
    const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    return width > MOVED_PX && height > 0.4 * Math.min(one.height, other.height);
  };
  const overlaps = (texts) =>
    texts.flatMap(({ rects, text }, index) =>
      texts
        .slice(index + 1)
        .filter((other) => rects.some((rect) => other.rects.some((against) => cover(rect, against))))
        .map((other) => `lie on each other: ${text} / ${other.text}`),
    );
  const valueFaults = () =>
    all('input[type^=date], input[type=time], input[type=number]')
      .filter((one) => isSeen(one) && one.scrollWidth > one.clientWidth + MOVED_PX)
      .map((one) => `its value is cut off: ${named(one)}`);
  const isInSentence = (one) =>
    getComputedStyle(one).display === 'inline' &&
    [...one.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
  const targetFaults = () =>
    all(STOPS)
      .filter((one) => isSeen(one) && !isInSentence(one))
      .filter((one) =>
        [one, ...(one.labels ?? [])].every((part) => {
          const { width, height } = part.getBoundingClientRect();
          return Math.min(width, height) < LEAST_TARGET_PX - 0.5;
        }),
      )
      .map((one) => `is too small to be hit: ${named(one)}, ${one.outerHTML.slice(0, 80)}`);
  const layoutFaults = () => {
    const sideways = document.documentElement.scrollWidth - innerWidth;
    const texts = textsSeen();
    return [
      ...(sideways > 0 ? [`the page is ${sideways} px too wide`] : []),
      ...texts.flatMap(textFaults),
      ...overlaps(texts),
      ...valueFaults(),
      ...targetFaults(),
    ];
  };

  /** Icons stand where a line begins, and lines begin where the language does. */
  const mirrorFaults = () => {
    const isRtl = document.dir === 'rtl';
    const misplaced = all('main .icon').filter((icon) => {
      const next = icon.nextElementSibling;
      if (!isSeen(icon) || !next || getComputedStyle(icon.parentElement).display !== 'flex') return false;
      const [one, other] = [icon.getBoundingClientRect(), next.getBoundingClientRect()];
      return isRtl ? one.left < other.right - MOVED_PX : one.right > other.left + MOVED_PX;
    });
    const lines = all('main h1, main h2, main .lead, main .hint').filter((one) => {
      const style = getComputedStyle(one);
      if (!isSeen(one) || style.display !== 'block' || clean(one.textContent) === '') return false;
      const range = document.createRange();
      range.selectNodeContents(one);
      const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
      const box = one.getBoundingClientRect();
      const gap = isRtl
        ? box.right - Number.parseFloat(style.paddingRight) - Math.max(...rects.map(({ right }) => right))
        : Math.min(...rects.map(({ left }) => left)) - box.left - Number.parseFloat(style.paddingLeft);
      return gap > 2 * MOVED_PX;
    });
    return [
      ...misplaced.map(
        (icon) => `its icon is on the wrong side: ${clean(icon.parentElement.textContent).slice(0, 40)}`,
      ),
      ...lines.map((one) => `begins on the wrong side: ${clean(one.textContent).slice(0, 40)}`),
    ];
  };

  const inLargeText = (look) => {
    document.documentElement.style.fontSize = '200%';
    const faults = look().map((fault) => `at 200 %, ${fault}`);
    document.documentElement.style.fontSize = '';
    return faults;
  };
  let opened = [];
  window.pageEyes = {
    focused,
    focusFaults: () => focusFaults(document.activeElement),
    beginRound,
    missed,
    isHeld,
    endRound,
    openAll: () => {
      opened = all('details:not([open])');
      for (const details of opened) details.open = true;
    },
    closeAgain: () => {
      for (const details of opened) details.open = false;
    },
    look: () => [...layoutFaults(), ...mirrorFaults(), ...inLargeText(layoutFaults)],
    page: () => ({
      title: clean(document.title),
      heading: clean(document.querySelector('h1')?.textContent ?? ''),
      language: `${document.documentElement.lang} ${document.documentElement.dir}`,
      focused: focused(),
      text: clean(document.querySelector('main')?.innerText ?? ''),
      /** The same for pages that differ in words alone. */
      shape: all('main, main *')
        .filter((one) => !one.closest('svg') && one.checkVisibility())
        .map((one) => `${one.tagName}.${one.className}`)
        .join(' '),
    }),
  };
})();
