'use strict';

(() => {
  const OURS = 'urn:session-requests:problem:';
  const LONGEST_WAIT_MS = 60000;
  const { record, textOrNull, parseRecord } = SR.parts.readAnswer;

  /**
   * What went wrong with a call, in the app's own words. The platform's rejections are not documented well, so they are read with care.
   * @param {unknown} rejection
   * @param {'oauth' | 'asserted'} way
   * @returns {Problem}
   */
  function readProblem(rejection, way) {
    const answer = record(rejection);
    const body = parseRecord(answer['response']);
    const status = Number(answer['status']) || 0;
    const type = body === null ? null : textOrNull(body['type']);
    if (body !== null && type !== null && type.startsWith(OURS)) return ownProblem(status, type, body, way);
    return platformProblem(status, describe(answer), way, record(answer['headers']));
  }

  /**
   * @param {number} status
   * @param {string} type
   * @param {Record<string, unknown>} body
   * @param {'oauth' | 'asserted'} way
   * @returns {Problem}
   */
  function ownProblem(status, type, body, way) {
    const short = type.slice(OURS.length);
    const told = { title: textOrNull(body['title']) || '', detail: textOrNull(body['detail']) || '' };
    const fields = Array.isArray(body['errors']) ? body['errors'].map((one) => String(record(one)['path'])) : [];
    return make(ownKind(status, way), { type: short, ...told, extra: body, fields });
  }

  /**
   * @param {number} status
   * @param {'oauth' | 'asserted'} way
   * @returns {ProblemKind}
   */
  function ownKind(status, way) {
    if (status === 401) return way === 'oauth' ? 'sign-in' : 'wrong-secret';
    return status >= 500 ? 'fault' : 'refused';
  }

  /**
   * @param {number} status
   * @param {string} words
   * @param {'oauth' | 'asserted'} way
   * @param {Record<string, unknown>} headers
   * @returns {Problem}
   */
  function platformProblem(status, words, way, headers) {
    const kind = platformKind(status, words, way);
    return kind === 'limited' ? make(kind, { waitMs: waitOf(headers) }) : make(kind);
  }

  /**
   * @param {number} status
   * @param {string} words
   * @param {'oauth' | 'asserted'} way
   * @returns {ProblemKind}
   */
  function platformKind(status, words, way) {
    if (isLimit(status, words)) return 'limited';
    if (way === 'oauth' && saysSignIn(status, words)) return 'sign-in';
    if (isTimeOut(status, words)) return 'slow';
    if (isSetUp(status, words)) return 'not-configured';
    return [0, 502, 503].includes(status) ? 'unreachable' : 'fault';
  }

  /**
   * @param {number} status
   * @param {string} words
   */
  function isLimit(status, words) {
    return status === 429 || /rate.?limit|too many requests/.test(words);
  }

  /**
   * @param {number} status
   * @param {string} words
   */
  function saysSignIn(status, words) {
    return status === 401 || status === 403 || /oauth|authori[sz]|access.?token|unauthenticated/.test(words);
  }

  /**
   * @param {number} status
   * @param {string} words
   */
  function isTimeOut(status, words) {
    return status === 408 || status === 504 || /time.?d?.?out/.test(words);
  }

  /** An answer that is not ours: the address leads somewhere else, or a setting is missing.
   * @param {number} status
   * @param {string} words
   */
  function isSetUp(status, words) {
    return (status >= 300 && status < 500) || /iparam|installation param|template|domain|host name/.test(words);
  }

  /** @param {Record<string, unknown>} answer */
  function describe(answer) {
    const { response, message, name, error, errorSource } = answer;
    const all = [response, message, name, error, errorSource].filter((one) => typeof one === 'string');
    return all.join(' ').slice(0, 2000).toLowerCase();
  }

  /** @param {Record<string, unknown>} headers */
  function waitOf(headers) {
    const name = Object.keys(headers).find((one) => one.toLowerCase() === 'retry-after');
    const seconds = name === undefined ? NaN : Number(headers[name]);
    return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : LONGEST_WAIT_MS;
  }

  /**
   * @param {ProblemKind} kind
   * @param {Partial<Problem>} [more]
   * @returns {Problem}
   */
  function make(kind, more = {}) {
    const empty = { type: '', title: '', detail: '', waitMs: 0, extra: {}, fields: [] };
    return Object.freeze(Object.assign({ kind }, empty, more));
  }

  /**
   * The sentence for it: in the agent's language where there is one, else in the server's own words.
   * @param {Problem} problem
   * @returns {string}
   */
  function sentence(problem) {
    const { t, has } = SR.parts.words;
    if (problem.kind !== 'refused') return t(`problem.${problem.kind}`);
    const key = `refused.${problem.type}`;
    if (has(key)) return t(key);
    return [problem.title, problem.detail].filter(Boolean).join('. ') || t('problem.refused');
  }

  /** Whether it is unknown if the server did what was asked. @param {Problem} problem */
  function isUnanswered(problem) {
    return !['refused', 'sign-in', 'wrong-secret', 'not-configured'].includes(problem.kind);
  }

  /** The sentence for a press that came to nothing, with what to do. @param {Problem} problem */
  function pressSentence(problem) {
    const { t } = SR.parts.words;
    if (!isUnanswered(problem)) return sentence(problem);
    return `${sentence(problem)} ${t(problem.kind === 'limited' ? 'pressLater' : 'pressLost')}`;
  }

  SR.share('problems', { readProblem, make, sentence, pressSentence, isUnanswered });
})();
