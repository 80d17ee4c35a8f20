import { Link, X } from 'lucide-react';
import { useEffect, useId, useRef, useSyncExternalStore } from 'react';
import { copyText } from '../app/copy-text';
import { depthStore, watchDepth } from '../app/depth-solve';
import { fieldStore } from '../app/field-store';
import { focalityStore } from '../app/focality-view';
import { closeLesson, goToStep, type Measured, measureNow, nextLesson, openLesson, predict } from '../app/lesson-run';
import { lessonHash, lessonOf, rightOption } from '../app/lessons';
import type { Lesson, LessonStep, MeasureId, Question } from '../app/lessons/lesson';
import { appStore, useApp } from '../app/store';
import { DepthStatus } from './DepthPanel';

/** The lesson that is open: its step, its question, and what is computed. */
export function LessonCard() {
  const id = useApp((s) => s.view.lesson);
  const lesson = lessonOf(id);
  return lesson ? <Card key={id} lesson={lesson} /> : null;
}

function Card({ lesson }: { lesson: Lesson }) {
  const at = useApp((s) => Math.min(s.view.step, lesson.steps.length - 1));
  const chosen = useApp((s) => s.session.predictions[at]);
  const heading = useRef<HTMLHeadingElement>(null);
  const step = lesson.steps[at];
  const last = at === lesson.steps.length - 1;
  const go = (to: number): void => {
    goToStep(lesson.id, to);
    // The step is new: those who read by ear start at its head.
    heading.current?.focus();
  };
  return (
    <section className="lesson" aria-label={`Lesson: ${lesson.title}`} data-step={at}>
      <header className="lesson-head">
        <p className="lesson-name">
          {lesson.title} <span>{`${at + 1} of ${lesson.steps.length}`}</span>
        </p>
        <a
          className="icon-button"
          href={lessonHash(lesson.id)}
          aria-label="Copy the link to this lesson"
          title="Copy the link to this lesson"
          onClick={(e) => {
            e.preventDefault();
            void copyLink(lesson.id);
          }}
        >
          <Link size={15} aria-hidden="true" />
        </a>
        <button
          type="button"
          className="icon-button"
          aria-label="Leave the lesson"
          title="Leave the lesson"
          onClick={closeLesson}
        >
          <X size={17} aria-hidden="true" />
        </button>
      </header>
      <div className="lesson-body">
        <h2 ref={heading} tabIndex={-1}>
          {step.title}
        </h2>
        {at > 0 && <Answer lesson={lesson} at={at} />}
        {step.text.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <Numbers step={step} answered={lesson.steps[at - 1]?.ask?.measure} />
        {step.ask && <Ask key={at} question={step.ask} at={at} />}
      </div>
      <footer className="lesson-foot">
        <button type="button" className="text-button" disabled={at === 0} onClick={() => go(at - 1)}>
          Back
        </button>
        {last ? (
          <button type="button" className="primary-button" onClick={() => openLesson(nextLesson(lesson.id).id)}>
            Next lesson
          </button>
        ) : (
          <button
            type="button"
            className="primary-button"
            disabled={step.ask !== undefined && chosen === undefined}
            onClick={() => go(at + 1)}
          >
            {step.ask ? 'Show' : 'Next'}
          </button>
        )}
      </footer>
    </section>
  );
}

function Ask({ question, at }: { question: Question; at: number }) {
  const chosen = useApp((s) => s.session.predictions[at]);
  const name = useId();
  return (
    <fieldset className="lesson-ask">
      <legend>{question.text}</legend>
      {question.options.map((option, k) => (
        <label key={option.text} data-on={chosen === k}>
          <input type="radio" name={name} checked={chosen === k} onChange={() => predict(at, k)} />
          {option.text}
        </label>
      ))}
    </fieldset>
  );
}

/** What the reader expected, beside what is computed. */
function Answer({ lesson, at }: { lesson: Lesson; at: number }) {
  const question = lesson.steps[at - 1].ask;
  const chosen = useApp((s) => s.session.predictions[at - 1]);
  const measured = useMeasure(question?.measure);
  if (!question) return null;
  const right = measured ? rightOption(question, measured.value) : null;
  const met = right !== null && right === chosen;
  return (
    <div className="lesson-answer" data-met={right === null ? undefined : met} role="status">
      {chosen !== undefined && <p>You expected: {question.options[chosen].text}.</p>}
      {measured && right !== null ? (
        <p>
          <strong>
            {chosen === undefined ? '' : met ? 'So it is. ' : 'It is: '}
            {(chosen === undefined || !met) && `${question.options[right].text}.`}
          </strong>{' '}
          {measured.text}
        </p>
      ) : (
        <p>Being solved …</p>
      )}
    </div>
  );
}

/** The step's numbers, without the one that the answer gives. */
function Numbers({ step, answered }: { step: LessonStep; answered?: MeasureId }) {
  return (
    <>
      {step.show
        ?.filter((id) => id !== answered)
        .map((id) => (
          <NumberLine key={id} id={id} />
        ))}
    </>
  );
}

function NumberLine({ id }: { id: MeasureId }) {
  const measured = useMeasure(id);
  return (
    <p className="lesson-number" data-measure={id}>
      {measured ? measured.text : id === 'depth-ratio' ? <DepthStatus /> : 'Being solved …'}
    </p>
  );
}

/** A number that follows what is on the stage. */
function useMeasure(id: MeasureId | undefined) {
  useEffect(() => (id === 'depth-ratio' ? watchDepth() : undefined), [id]);
  // The same object until it says something else, so that a moving coil renders nothing.
  const last = useRef<Measured | null>(null);
  return useSyncExternalStore(watchMeasures, () => {
    const now = id ? measureNow(id) : null;
    if (now?.text !== last.current?.text) last.current = now;
    return last.current;
  });
}

function watchMeasures(look: () => void): () => void {
  const stops = [focalityStore, fieldStore, appStore, depthStore].map((store) => store.subscribe(look));
  return () => {
    for (const stop of stops) stop();
  };
}

const copyLink = (id: string): Promise<boolean> =>
  copyText(
    `${location.origin}${location.pathname}${lessonHash(id)}`,
    'Link to the lesson copied',
    'open the lesson’s link and take the address',
  );
