/** Coil fields are computed for 1 A/us and scaled when shown: E is linear in dI/dt. */
export const UNIT_DIDT_A_PER_S = 1e6;
