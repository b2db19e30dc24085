'use strict';

(() => {
  const { words, times } = SR.parts;

  /**
   * What is going on with a request, in one sentence.
   * @param {RequestView} view
   * @param {number} now
   * @returns {string}
   */
  function whatIsGoingOn(view, now) {
    const { progress, recipient } = view;
    switch (progress.kind) {
      case 'open':
        return open(view);
      case 'waiting':
        return waiting(progress, recipient.name, now);
      case 'ready':
        return ready(progress, recipient.name, now);
      case 'connected':
        return connected(progress, now);
      case 'closed':
      case 'expired':
        return ended(progress, recipient.name, now);
      default:
        return '';
    }
  }

  /** @param {RequestView} view */
  function open({ schedule, recipient: { name } }) {
    if (schedule === null) return words.t('now.open', { name });
    return words.t('now.scheduled', { name, time: times.appointment(schedule) });
  }

  /**
   * @param {Extract<Progress, { kind: 'waiting' }>} progress
   * @param {string} name
   * @param {number} now
   */
  function waiting({ because, askedAt }, name, now) {
    if (because !== 'joined') return words.t(`now.${because}`, { name });
    if (askedAt === null) return words.t('now.joined', { name });
    return words.t('now.asked', { name, time: times.moment(askedAt, now) });
  }

  /**
   * @param {Extract<Progress, { kind: 'ready' }>} progress
   * @param {string} name
   * @param {number} now
   */
  function ready({ unanswered, mayReconnectUntil, launchedBy, awaited, allowedAt }, name, now) {
    if (unanswered) return words.t('now.unanswered', { name });
    if (mayReconnectUntil !== null) return words.t('now.readyAgain', { time: times.moment(mayReconnectUntil, now) });
    if (launchedBy === null && words.has(`now.awaited.${awaited}`))
      return words.t(`now.awaited.${awaited}`, { name, time: times.moment(allowedAt, now) });
    return launchedBy === null ? words.t('now.ready', { name }) : words.t('now.launched', { agent: launchedBy, name });
  }

  /**
   * @param {Extract<Progress, { kind: 'connected' }>} progress
   * @param {number} now
   */
  function connected({ endAsked, agent, startedAt }, now) {
    const time = times.moment(startedAt, now);
    if (endAsked) return words.t('now.endAsked');
    return agent === null ? words.t('now.connected', { time }) : words.t('now.connectedBy', { agent, time });
  }

  /**
   * @param {Extract<Progress, { kind: 'closed' | 'expired' }>} progress
   * @param {string} name
   * @param {number} now
   */
  function ended(progress, name, now) {
    if (progress.kind === 'closed' && progress.reason === 'reported') return words.t('now.reported', { name });
    const asked =
      progress.newLinkAskedAt === null
        ? ''
        : ` ${words.t('now.newLink', { name, time: times.distance(progress.newLinkAskedAt, now) })}`;
    if (progress.kind === 'expired') {
      return words.t('now.expired', { time: times.moment(progress.expiredAt, now) }) + asked;
    }
    const outcome = words.t(`outcome.${progress.outcome}`);
    return words.t('now.closed', { time: times.moment(progress.closedAt, now), outcome }) + asked;
  }

  /**
   * Who has a request.
   * @param {Assignee} assignee
   * @returns {string}
   */
  function whoHasIt(assignee) {
    switch (assignee.kind) {
      case 'agent':
        return assignee.agent.name;
      case 'client':
        return words.t('assignee.client', { address: grouped(assignee.address) });
      case 'queue':
        return words.t('assignee.queue', { name: assignee.name || assignee.queueId });
      default:
        return words.t('assignee.unassigned');
    }
  }

  /** An ID as AnyDesk shows it; an alias as it is. @param {string} address */
  function grouped(address) {
    return /^[0-9]+$/.test(address) ? address.replace(/(?=(?:[0-9]{3})+$)(?!^)/g, ' ') : address;
  }

  /**
   * @param {RequestView} view
   * @param {number} now
   */
  function isUpcoming({ status, schedule }, now) {
    return status === 'Open' && schedule !== null && schedule.startAt > now;
  }

  /** @param {RequestView} view */
  function isOver({ status }) {
    return status === 'Closed' || status === 'Expired';
  }

  SR.share('sentences', { whatIsGoingOn, whoHasIt, grouped, isUpcoming, isOver });
})();
