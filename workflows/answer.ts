/** What an order answers to Holdfast's own questions: a refusal that carries the answer. */
import { ApplicationFailure } from '@temporalio/common';
import type { Desk } from './desk';
import { ANSWERED, type Answers } from './messages';
import { toSheet, unadmittedSheet, withoutPersonalNumber } from './sheet';
import { toReservation, unadmitted } from './view';

/** The failure to refuse the question with. */
export function answerTo(desk: Desk, question: keyof Answers): ApplicationFailure {
  const message = `Answered: ${question}. This is no failure.`;
  return ApplicationFailure.create({
    type: ANSWERED,
    message,
    nonRetryable: true,
    details: [answer(desk, question)],
  });
}

function answer(
  { state, rejection, input, now }: Desk,
  question: keyof Answers,
): Answers[keyof Answers] | null {
  if (rejection) return null;
  switch (question) {
    case 'reservation':
      return state ? toReservation(state, now()) : unadmitted(input);
    case 'timeline':
      return state?.timeline ?? [];
    case 'sheet':
      return state ? toSheet(state, now()) : unadmittedSheet(input, now());
    case 'customer':
      return withoutPersonalNumber((state?.order ?? input).customer);
    case 'state':
      return state;
    default:
      throw new Error(`An order cannot be asked for its ${question satisfies never}.`);
  }
}
