import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { Life } from '../../src/engine/life';

test('an answer is passed on, a fault too', async () => {
  const life = new Life();
  expect(await life.during(Promise.resolve(7))).toBe(7);
  await expect(life.during(Promise.reject(new Error('too large')))).rejects.toThrow('too large');
});

test('its end rejects what is waited for, and what comes after', async () => {
  const life = new Life();
  const waited = life.during(new Promise(() => undefined));
  life.end(new Error('gone'));
  life.end(new Error('told later'));
  await expect(waited).rejects.toThrow('gone');
  await expect(life.during(Promise.resolve(1))).rejects.toThrow('gone');
});

// A race with one promise of the worker's death kept every answer of a drag: half a kilobyte for each field shown.
test('an answer is forgotten once it was given', async () => {
  setFlagsFromString('--expose_gc');
  const collect: () => void = runInNewContext('gc');
  const life = new Life();
  const answer = async (): Promise<WeakRef<object>> => {
    const data = { numbers: new Float32Array(1000) };
    return new WeakRef(await life.during(Promise.resolve(data)));
  };
  const refs = [await answer(), await answer()];
  await new Promise((done) => setTimeout(done));
  collect();
  expect(refs.map((ref) => ref.deref())).toEqual([undefined, undefined]);
});
