/** One exact replacement: `from` stands exactly once in the file. */
export interface Edit {
  file: string;
  from: string;
  to: string;
}

/** One way to break the money protocol. */
export interface Mutation {
  name: string;
  /** What a careless engineer would have done, as one sentence. */
  careless: string;
  edits: Edit[];
  /** The suite that is asked first. */
  near: string;
  /** A part of a test's name in it, where the whole suite would take long. */
  test?: string;
}

export const MUTATIONS: Mutation[];
