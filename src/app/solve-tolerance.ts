/** Relative residual at which the page's solves stop. */
export const SOLVE_TOLERANCE = 1e-4;
