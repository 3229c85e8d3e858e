/** English: what waits for a person, its evidence, and the two answers. */

/** By part of the screen. */
export const attention = {
  attention: {
    title: 'Attention',
    lead: 'What Holdfast cannot decide by itself. Everything else goes on; attention goes away when its reason does.',
    none: 'Nothing waits for you',
    noneDetail: 'Every outcome is known, and every timer can act.',
    needsYou: 'This order needs you',
    mark: 'Attention',
    open: 'Open the order',
    since: 'since',
    captureBy: 'The hold ends:',
    code: {
      capture_at_risk: {
        title: 'The capture is at risk',
        detail:
          'The capture is due and cannot be sent. Resolve what is unknown below, or capture in the provider’s dashboard, before the hold ends.',
      },
      capture_deadline_missed: {
        title: 'The hold has ended with money left in it',
        detail:
          'Nothing is captured any more. Charge the card if you may; then complete, or cancel if nothing was captured or charged.',
      },
      operation_unsettled: {
        title: 'An outcome is unknown',
        detail:
          'Look the reservation up in the provider’s dashboard, then say what you have seen. If you are not sure, wait: the books are read every hour.',
      },
      provider_unauthorized: {
        title: 'Front Payment refuses our token',
        detail: 'Set the right FRONT_PAYMENT_TOKEN and restart. The order then goes on by itself.',
      },
      timer_operation_refused: {
        title: 'What the timer asked for was refused',
        detail:
          'The timer sends nothing more. Look at the refusal, then capture, complete or cancel by hand.',
      },
      books_differ: {
        title: 'The provider’s books differ from ours',
        detail:
          'Reading again did not help, and nothing was moved because of it. Compare the facts below with the provider’s dashboard.',
      },
      reservation_missing: {
        title: 'Front Payment does not know the reservation',
        detail: 'Look for it in the provider’s dashboard, and check the base URL.',
      },
      stray_reservation: {
        title: 'A second reservation could not be released',
        detail: 'Nothing was captured from it here. Cancel it, or refund it, in the provider’s dashboard.',
      },
      provider_unreachable: {
        title: 'The provider’s books cannot be read',
        detail: 'Check the provider’s status and the base URL. Reading goes on every hour.',
      },
    },
  },
  evidence: {
    sent: 'What we sent',
    shown: 'What the provider shows',
    known: 'What Holdfast knows',
    differs: 'differs',
    what: 'Operation',
    amount: 'Amount',
    at: 'Last sent',
    times: 'Sent',
    timesValue_one: 'once without learning what came of it',
    timesValue_other: '{{count}} times without learning what came of it',
    reason: 'Why it is unknown',
    search: 'Looked for',
    searchIn: {
      submit: 'the references of the reservations that history names',
      capture: 'the text of each capture in details',
      charge: 'the text of each charge in details',
      refund: 'what details show of that capture or charge',
      cancel: 'the status in details',
      complete: 'the status in details',
      resend: 'the history of the reservation',
    },
    noReadings: 'The books have not been read yet.',
    before: 'Before',
    moreReadings_one: 'One earlier reading showed the same.',
    moreReadings_other: '{{count}} earlier readings are not shown.',
    nothingNew: 'nothing new',
    all: 'All facts',
    column: {
      when: 'Read',
      status: 'Status',
      captured: 'Captured',
      charged: 'Charged',
      refunded: 'Refunded',
      fresh: 'New there',
    },
  },
  answer: {
    executed: 'It happened',
    refused: 'It did not happen',
    amounts: 'Then captured {{captured}}, charged {{charged}}, refunded {{refunded}}, runway {{runway}}.',
    button: { executed: 'It happened: {{orderId}}', refused: 'It did not happen: {{orderId}}' },
    does: {
      capture: {
        executed: 'It counts with its amount. Nothing is sent.',
        refused: 'It counts as not done. The hold stays, and the timer acts as the policy says.',
      },
      charge: {
        executed: 'It counts with its amount. Nothing is sent.',
        refused: 'It counts as not done, and can be asked for again.',
      },
      refund: {
        executed: 'It counts with its amount. Nothing is sent.',
        refused: 'It counts as not done, and can be asked for again.',
      },
      cancel: {
        executed: 'The order ends as cancelled. Nothing is sent.',
        refused: 'The order stands. Commands and timers go on.',
      },
      complete: {
        executed: 'The order ends as completed. Nothing is sent.',
        refused: 'The order stands. Commands and timers go on.',
      },
      submit: {
        executed: 'The reservation that your evidence names is taken over.',
        refused: 'The order fails, and may be placed anew.',
      },
      resend: { executed: 'The link counts as sent.', refused: 'The link counts as not sent.' },
    },
  },
  resolve: {
    evidence: 'What you have seen, and where',
    hint: 'What the provider’s dashboard shows, with its reference (CAP…, CHA…, RES…) if there is one. It is kept for good; no customer’s data in it.',
  },
  reason: {
    connection_lost: 'the connection broke before the answer came',
    timed_out: 'no answer came in time',
    provider_failed: 'the provider answered with an error',
    unreadable_answer: 'the answer could not be read',
    undocumented_answer: 'the answer was none that is documented',
    answer_too_large: 'the answer was too large',
    redirected: 'the provider sent us elsewhere',
    rate_limited: 'too many calls',
    unauthorized: 'the token was refused',
    not_connected: 'the provider could not be reached',
    worker_lost: 'the worker was lost while it was being sent',
    not_begun: 'no worker had begun to send it',
    not_started_in_time: 'it could not be sent in time',
    unexpected_error: 'something unexpected',
    provider_refused: 'the provider refused',
    resolved_refused: 'a person said that it was not done',
    refund_rejected: 'a refund of this reservation was rejected',
    refund_not_shown: 'the books have not shown it for a day',
    nothing_left_to_capture: 'nothing was left to capture',
    capture_exceeds_runway: 'more than could still be captured',
    capture_deadline_passed: 'the capture deadline had passed',
    already_completed: 'the order was completed already',
    already_cancelled: 'the order was cancelled already',
    already_captured: 'something was captured already',
    operation_unsettled: 'an outcome was unknown',
    not_reserved: 'nothing was reserved',
  },
};
