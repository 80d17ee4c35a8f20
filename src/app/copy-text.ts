import { announce } from './store';

/** Puts `text` on the clipboard and says so in `done`'s words; where the browser does not allow it, says `instead`. Whether it did. */
export async function copyText(text: string, done: string, instead: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    announce(done);
    return true;
  } catch {
    announce(`The browser did not allow copying: ${instead}`);
    return false;
  }
}

export const copyPageLink = (): Promise<boolean> =>
  copyText(location.href, 'Link copied', 'take the link from the address bar');
