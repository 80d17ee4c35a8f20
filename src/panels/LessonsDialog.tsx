import { openLesson } from '../app/lesson-run';
import { LESSONS, lessonHash } from '../app/lessons';
import { Sheet } from './Sheet';

/** The lessons; each has a link of its own. */
export function LessonsDialog() {
  return (
    <Sheet name="lessons" title="Lessons">
      <p className="dialog-lead">
        Each takes a few steps: it sets a scene, asks what you expect, and then computes it on the head. What is on the
        stage now is replaced; undo brings it back.
      </p>
      <ol className="lesson-list">
        {LESSONS.map(({ id, title, lead, steps }) => (
          <li key={id}>
            <a
              href={lessonHash(id)}
              onClick={(e) => {
                if (e.ctrlKey || e.metaKey || e.shiftKey) return;
                e.preventDefault();
                openLesson(id);
              }}
            >
              <strong>{title}</strong>
              <span>
                {lead} {steps.length} steps.
              </span>
            </a>
          </li>
        ))}
      </ol>
    </Sheet>
  );
}
