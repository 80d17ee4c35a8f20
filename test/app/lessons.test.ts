import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { LESSONS, lessonHash, rightOption, sceneAt, withLesson } from '../../src/app/lessons';
import { DEFAULT_PLAN, PlanSchema } from '../../src/app/plan';
import { fromHash, toHash } from '../../src/app/url-hash';
import { DEFAULT_VIEW, ViewSchema } from '../../src/app/view';

describe('the lessons', () => {
  test('each has an id of its own, and a link that opens it with its first scene', () => {
    expect(new Set(LESSONS.map((l) => l.id)).size).toBe(LESSONS.length);
    expect(LESSONS.length).toBeGreaterThanOrEqual(5);
    for (const lesson of LESSONS) {
      const { plan, view, dropped } = fromHash(lessonHash(lesson.id));
      expect(dropped).toEqual([]);
      expect(view.lesson).toBe(lesson.id);
      const scene = sceneAt(lesson, 0);
      expect(view.task).toBe(scene?.task);
      expect(plan).toMatchObject(scene?.a ?? {});
      expect(plan.other).toMatchObject(scene?.b ?? {});
    }
  });

  test('put on the stage what plan and view can hold', () => {
    for (const lesson of LESSONS) {
      lesson.steps.forEach((_, step) => {
        const { plan, view } = withLesson(DEFAULT_PLAN, { ...DEFAULT_VIEW, lesson: lesson.id, step });
        expect(v.safeParse(PlanSchema, plan).success, `${lesson.id} ${step}`).toBe(true);
        expect(v.safeParse(ViewSchema, view).success, `${lesson.id} ${step}`).toBe(true);
      });
    }
  });

  test('ask before they show: each question is answered by the next step, which shows its number', () => {
    for (const { id, steps } of LESSONS) {
      expect(
        steps.some((s) => s.ask),
        id,
      ).toBe(true);
      steps.forEach(({ ask }, k) => {
        if (!ask) return;
        expect(steps[k + 1]?.show, `${id} ${k}`).toContain(ask.measure);
        const bounds = ask.options.map((o) => o.below);
        expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
        // Whatever the number is, one option is right.
        expect(bounds.at(-1)).toBe(Number.POSITIVE_INFINITY);
      });
    }
  });

  test('let the number decide which option is right', () => {
    const ask = LESSONS[0].steps[0].ask;
    if (!ask) throw new Error('no question');
    expect([0.5, 2, 40].map((x) => rightOption(ask, x))).toEqual([0, 1, 2]);
  });

  test('a link to a lesson with more in it is somebody’s state, and is left as it is', () => {
    const { plan, view } = fromHash(lessonHash('eight-or-circle'));
    const moved = { ...plan, coilId: 'mc-b70-class' };
    const again = fromHash(toHash(moved, { ...view, step: 1 }));
    expect(again.plan.coilId).toBe('mc-b70-class');
    expect(again.view).toMatchObject({ lesson: 'eight-or-circle', step: 1 });
  });

  test('keeps the head’s resolution and the site’s measures; an unknown lesson is no lesson', () => {
    const light = fromHash('#p.detail="light"&v.lesson="depth-or-focus"');
    expect(light.plan.detail).toBe('light');
    expect(light.plan.other.coilId).toBe('double-cone-100');
    expect(fromHash('#v.lesson="of-nothing"').view.lesson).toBe('');
  });
});
