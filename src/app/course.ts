import { type Protocol, type ProtocolBlock, protocolById } from '../targeting/protocols';
import { appStore, setTargeting } from './store';
import { type Course, courseOf } from './targeting-plan';

/** The course as a protocol: the preset's words, the plan's numbers. */
export function protocolOf(course: Course): Protocol {
  const { presetId, ...numbers } = course;
  return { ...protocolById(presetId), ...numbers };
}

/** Whether any number differs from the preset's. */
export const isEdited = (course: Course): boolean =>
  JSON.stringify(course) !== JSON.stringify(courseOf(course.presetId));

export const setCourse = (change: Partial<Course>): void =>
  setTargeting({ course: { ...appStore.getState().plan.targeting.course, ...change } });

export const setBlock = (index: number, block: ProtocolBlock): void => {
  const { blocks } = appStore.getState().plan.targeting.course;
  setCourse({ blocks: blocks.map((b, i) => (i === index ? block : b)) });
};

export const removeBlock = (index: number): void => {
  const { blocks } = appStore.getState().plan.targeting.course;
  if (blocks.length > 1) setCourse({ blocks: blocks.filter((_, i) => i !== index) });
};

/** A frequency as one block: the numbers of the preset it is nearest to, at that frequency. */
export function blockAtHz(hz: number, site: ProtocolBlock['site']): { presetId: string; block: ProtocolBlock } {
  const presetId = hz > 1 ? 'hf-10hz' : 'lf-1hz';
  const [block] = protocolById(presetId).blocks;
  if (block.pattern.kind !== 'trains') throw new Error(`protocol ${presetId} has no trains`);
  return { presetId, block: { ...block, site, pattern: { ...block.pattern, hz } } };
}
