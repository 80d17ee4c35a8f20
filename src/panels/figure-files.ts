const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
] as const;

/** Times the size on the page, in SVG units and in pixels. */
const SVG_SCALE = 2;
const PNG_SCALE = 4;

/** A figure as a file that stands alone: what the style sheet gives is written into each element. */
export function svgFile(svg: SVGSVGElement, scale = SVG_SCALE): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const shown = svg.querySelectorAll('*');
  copy.querySelectorAll('*').forEach((element, k) => {
    const style = getComputedStyle(shown[k]);
    for (const name of STYLES) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute('class');
  });
  const description = document.createElementNS(svg.namespaceURI, 'desc');
  description.textContent = svg.getAttribute('aria-label');
  copy.prepend(description);
  copy.removeAttribute('class');
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute('width', `${scale * width}`);
  copy.setAttribute('height', `${scale * height}`);
  return new XMLSerializer().serializeToString(copy);
}

/** The same as a picture. Throws when the browser cannot draw it. */
export async function pngFile(svg: SVGSVGElement): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svgFile(svg, PNG_SCALE)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('the browser gave no 2D canvas');
    context.drawImage(image, 0, 0);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no PNG'))), 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
