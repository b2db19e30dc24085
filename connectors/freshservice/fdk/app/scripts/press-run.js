'use strict';

(() => {
  const { words, problems, panelNews } = SR.parts;
  /** The request has moved on elsewhere: what is shown is old. */
  const ELSEWHERE = Object.freeze(['wrong-status', 'stale-version', 'already-done', 'taken', 'expired']);

  /**
   * Runs one press: busy until it is answered, and not twice at once.
   * @template T
   * @param {PressState} own
   * @param {string} key
   * @param {() => Promise<Answer<T>>} send
   * @param {(value: T) => void} done
   */
  function run(own, key, send, done) {
    const { busy, needs } = own;
    if (busy.has(key)) return;
    busy.add(key);
    needs.screen.say(words.t('working'));
    needs.draw();
    send()
      .then((answer) => {
        busy.delete(key);
        if (answer.ok) done(answer.value);
        else refused(own, answer.problem);
        needs.draw();
      })
      .catch(() => {
        busy.delete(key);
        refused(own, problems.make('fault'));
        needs.draw();
      });
  }

  /**
   * @param {PressState} own
   * @param {Problem} problem
   */
  function refused({ needs }, problem) {
    needs.screen.say(problems.pressSentence(problem), 'wrong');
    if (ELSEWHERE.includes(problem.type) || problem.kind === 'sign-in') needs.load();
  }

  /**
   * @param {PressState} own
   * @param {CommandAnswer} answer
   */
  function takeAnswer({ needs: { data, follow } }, { request }) {
    if (data.panel === null) return;
    data.panel = panelNews.withViews(data.panel, [request]);
    follow();
  }

  /**
   * A request was made, here or in the pop-up.
   * @param {PressState} own
   * @param {CommandAnswer} answer
   */
  function made(own, answer) {
    own.inlineForm = null;
    takeAnswer(own, answer);
    const { number, recipient } = answer.request;
    own.needs.screen.say(words.t(answer.created ? 'done.created' : 'done.there', { number, name: recipient.name }));
  }

  SR.share('pressRun', { run, takeAnswer, made });
})();
