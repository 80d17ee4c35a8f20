import { FormatError } from '../formats/format-error';

/** What the user gave cannot be used: the message is one line that says what, where and what to do. Exit status 2. */
export class InputError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InputError';
  }
}

/** Whether an error is about what the user gave, not about the program. */
export const isInputFault = (error: unknown): error is Error =>
  error instanceof InputError || error instanceof FormatError;
