/** The number a text begins with, by comma or point and with either minus sign; NaN where there is none. */
export const typedNumber = (text: string): number => Number.parseFloat(text.replace(',', '.').replace('−', '-'));
