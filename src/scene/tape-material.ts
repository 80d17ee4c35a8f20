import { Color, DoubleSide, ShaderMaterial } from 'three';

const VERTEX = /* glsl */ `
attribute float along;
attribute float across;
varying float vAlong;
varying float vAcross;
void main() {
  vAlong = along;
  vAcross = across;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

/** Ticks each centimetre from one edge, longer at five, across the whole at ten; they fade where they would run together. */
const FRAGMENT = /* glsl */ `
uniform vec3 uColour;
uniform vec3 uTick;
uniform float uUnitMm;
varying float vAlong;
varying float vAcross;
float tick(float everyMm, float halfWidthMm, float reach) {
  float off = abs(mod(vAlong + 0.5 * everyMm, everyMm) - 0.5 * everyMm);
  float blur = fwidth(vAlong);
  float fade = 1.0 - smoothstep(0.12 * everyMm, 0.4 * everyMm, blur);
  float on = 1.0 - smoothstep(halfWidthMm, halfWidthMm + blur, off);
  return on * fade * step(vAcross, reach);
}
void main() {
  float ticks = max(tick(uUnitMm, 0.35, -0.15), max(tick(5.0 * uUnitMm, 0.5, 0.35), tick(10.0 * uUnitMm, 0.6, 1.0)));
  float edge = smoothstep(0.86, 0.94, abs(vAcross));
  vec3 colour = mix(uColour, uTick, max(ticks, 0.55 * edge));
  gl_FragColor = vec4(colour, 1.0);
  #include <colorspace_fragment>
}`;

/** A tape of one colour with marks each centimetre or inch. */
export const tapeMaterial = (colour: string, tick: string): ShaderMaterial =>
  new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: {
      uColour: { value: new Color(colour) },
      uTick: { value: new Color(tick) },
      uUnitMm: { value: 10 },
    },
    side: DoubleSide,
    // In front of the skin it lies on, also where that is drawn smoother than it is.
    polygonOffset: true,
    polygonOffsetFactor: -4,
    polygonOffsetUnits: -60,
    toneMapped: false,
  });
