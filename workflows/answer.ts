/** What an order answers to Holdfast's own questions: a refusal that carries the answer. */
import { ApplicationFailure } from '@temporalio/common';
import type { Desk } from './desk';
import { ANSWERED, type Answers } from './messages';
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
  if (question === 'timeline') return state?.timeline ?? [];
  return state ? toReservation(state, now()) : unadmitted(input);
}
