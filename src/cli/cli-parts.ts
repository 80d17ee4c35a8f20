/** What a command is started with. */
export interface CliParts {
  corePath: string;
  /** The file that was started, for starting workers of a batch. */
  entry: string;
  version: string;
}
