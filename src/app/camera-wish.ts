import { createStore } from 'zustand/vanilla';
import type { Vec3 } from '../model/vec3';

export type ViewName = 'home' | 'left' | 'right' | 'front' | 'back' | 'top' | 'bottom';

/** What a change of the state wants the camera to do: take a named view, or turn so far that a site (RAS mm) is seen. */
type CameraWish = { view: ViewName } | { siteMm: Vec3 };

/** The wish made last; the stage follows each as it is made. */
export const cameraWish = createStore<{ wish: CameraWish | null }>(() => ({ wish: null }));

export const wishView = (view: ViewName): void => cameraWish.setState({ wish: { view } });
export const wishToSee = (siteMm: Vec3): void => cameraWish.setState({ wish: { siteMm } });
