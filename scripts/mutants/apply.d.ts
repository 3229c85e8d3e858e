import type { Edit, Mutation } from './mutations';

export function edited(source: string, edit: Edit): string;
export function mutated(
  mutation: Pick<Mutation, 'edits'>,
  read: (file: string) => string,
): Map<string, string>;
