import type { Plan } from './plan';
import { appStore } from './store';

let before: Plan | null = null;

/** For a change made key by key: what follows is seen at once, and undone as one step once `keepTyped` is called. */
export function whileTyping(change: () => void): void {
  if (before === null) {
    before = appStore.getState().plan;
    appStore.temporal.getState().pause();
  }
  change();
}

/** Ends what `whileTyping` began. */
export function keepTyped(): void {
  if (before === null) return;
  const { plan } = appStore.getState();
  appStore.setState({ plan: before });
  before = null;
  appStore.temporal.getState().resume();
  appStore.setState({ plan });
}
