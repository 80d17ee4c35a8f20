import { InputError } from '../input-error';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * Puts `value` at a path such as `tms.pose` or `tdcs.electrodes.0.current_mA` of a JSON value, making objects on the way.
 * Throws InputError where the path cannot go on.
 */
export function setAt(root: unknown, path: string, value: unknown): void {
  const keys = path.split('.');
  if (keys.some((key) => key === '' || key === '__proto__'))
    throw new InputError(`column "${path}" is no path of a job`);
  let at = root;
  keys.forEach((key, i) => {
    const fault = (what: string): InputError =>
      new InputError(`column "${path}": ${keys.slice(0, i).join('.') || 'the job'} ${what}`);
    if (!isObject(at)) throw fault('is no object in the base job');
    if (Array.isArray(at) && !(/^\d+$/.test(key) && Number(key) < at.length)) {
      throw fault(`has ${at.length} entries; name one by its number from 0`);
    }
    if (i === keys.length - 1) at[key] = value;
    else {
      at[key] ??= {};
      at = at[key];
    }
  });
}
