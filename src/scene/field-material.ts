import { Color, ShaderMaterial } from 'three';
import { colourTexture } from './colour-maps';

const vertexShader = /* glsl */ `
attribute float aField;
attribute float aHollow;
attribute float aBare;
attribute vec3 aOpened;
attribute vec3 aOpenedNormal;
uniform float uMorph;
varying float vBare;
varying float vField;
varying float vHollow;
varying vec3 vNormal;
varying vec3 vView;
#include <clipping_planes_pars_vertex>
void main() {
  vec4 mvPosition = modelViewMatrix * vec4(mix(position, aOpened, uMorph), 1.0);
  vField = aField;
  vHollow = aHollow;
  vBare = aBare;
  vNormal = normalMatrix * mix(normal, aOpenedNormal, uMorph);
  vView = -mvPosition.xyz;
  gl_Position = projectionMatrix * mvPosition;
  #include <clipping_planes_vertex>
}`;

const fragmentShader = /* glsl */ `
uniform sampler2D uLut;
uniform float uScale;
uniform float uMin;
uniform float uMax;
uniform float uThreshold;
uniform float uHasField;
uniform float uShading;
uniform float uOpacity;
uniform vec3 uBase;
uniform float uMorph;
varying float vBare;
varying float vField;
varying float vHollow;
varying vec3 vNormal;
varying vec3 vView;

#include <clipping_planes_pars_fragment>

const vec3 KEY = vec3(-0.38, 0.62, 0.69);
const vec3 FILL = vec3(0.75, -0.1, 0.65);

void main() {
  #include <clipping_planes_fragment>
  vec3 n = normalize(vNormal);
  vec3 v = normalize(vView);
  float key = max(0.0, dot(n, KEY));
  float fill = max(0.0, dot(n, FILL));
  float facing = max(0.0, dot(n, v));
  float open = 1.0 - smoothstep(-0.1, 0.75, vHollow);
  float light = clamp(0.16 + 0.62 * key + 0.2 * fill, 0.0, 1.0) * mix(0.62, 1.0, open);

  vec3 anatomy = uBase * (0.3 + 0.85 * light) * mix(0.55, 1.0, smoothstep(0.0, 0.55, facing));
  // With the folds opened their depth is told by the grey alone.
  anatomy *= mix(1.0, 0.42, uMorph * (1.0 - open));

  float volts = vField * uScale;
  float place = clamp((volts - uMin) / (uMax - uMin), 0.0, 1.0);
  // Texel centres, so that the ends of the window are the ends of the table.
  vec3 data = texture2D(uLut, vec2((place * 255.0 + 0.5) / 256.0, 0.5)).rgb;
  // One factor for all three channels: lightness moves within bounds, hue and chroma ratio stay.
  data *= mix(1.0, 0.7 + 0.3 * clamp(1.15 * light, 0.0, 1.0), uShading);

  // With shading the field fades in round the threshold; without, it starts there sharply and every colour is the bar's.
  float edge = max(0.5 * fwidth(volts), 1e-6) + 0.16 * uThreshold * uShading;
  float shown = uHasField * step(vBare, 0.5) * smoothstep(-edge, edge, abs(volts) - uThreshold);
  gl_FragColor = vec4(mix(anatomy, data, shown), uOpacity);
  #include <colorspace_fragment>
}`;

/**
 * Anatomy in grey with the field laid over it where it passes the threshold. The field is one scalar a vertex, looked up
 * per fragment: interpolating colours instead would show hues that are not on the bar.
 */
export function createFieldMaterial(): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader,
    fragmentShader,
    clipping: true,
    toneMapped: false,
    uniforms: {
      uLut: { value: colourTexture('viridis') },
      uScale: { value: 1 },
      uMin: { value: 0 },
      uMax: { value: 1 },
      uThreshold: { value: 0 },
      uHasField: { value: 0 },
      uShading: { value: 1 },
      uOpacity: { value: 1 },
      uMorph: { value: 0 },
      uBase: { value: new Color('#c9c2ba') },
    },
  });
}
