import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import { isEdited, protocolOf, removeBlock, setBlock, setCourse } from '../../src/app/course';
import { DEFAULT_PLAN, PlanSchema } from '../../src/app/plan';
import { appStore, setPatient, setTargeting } from '../../src/app/store';
import { courseOf } from '../../src/app/targeting-plan';
import { keepTyped, whileTyping } from '../../src/app/typing';
import { undo } from '../../src/app/undo';

beforeEach(() => {
  appStore.setState({ plan: DEFAULT_PLAN });
  appStore.temporal.getState().clear();
});

const plan = () => appStore.getState().plan;

test('a number typed key by key is seen at once and undone as one', () => {
  const { tapes } = plan().targeting.patient;
  for (const value of [3, 36, 36.5]) {
    whileTyping(() => setPatient({ tapes: { ...tapes, nasionInionCm: [value] } }));
    expect(plan().targeting.patient.tapes.nasionInionCm).toEqual([value]);
  }
  keepTyped();
  keepTyped();
  expect(appStore.temporal.getState().pastStates).toHaveLength(1);
  undo();
  expect(plan()).toEqual(DEFAULT_PLAN);
});

test('a course is the preset until a number of it is changed, and always one the plan may hold', () => {
  setTargeting({ course: courseOf('bilateral') });
  expect(isEdited(plan().targeting.course)).toBe(false);
  const [right] = plan().targeting.course.blocks;
  setBlock(0, { ...right, percentMt: 100 });
  expect(isEdited(plan().targeting.course)).toBe(true);
  expect(protocolOf(plan().targeting.course).blocks[0].percentMt).toBe(100);
  setBlock(0, right);
  expect(isEdited(plan().targeting.course)).toBe(false);
  removeBlock(0);
  removeBlock(0);
  expect(plan().targeting.course.blocks).toHaveLength(1);
  setCourse({ weeks: 4 });
  expect(v.is(PlanSchema, plan())).toBe(true);
});
