import { Color, ShaderMaterial } from 'three';
import type { Surface } from '../model/surface';

const vertexShader = /* glsl */ `
varying vec3 vNormal;
varying vec3 vView;
varying float vHeightMm;
#include <clipping_planes_pars_vertex>
void main() {
  vec4 mvPosition = modelViewMatrix * vec4(position, 1.0);
  vNormal = normalMatrix * normal;
  vView = -mvPosition.xyz;
  vHeightMm = position.z;
  gl_Position = projectionMatrix * mvPosition;
  #include <clipping_planes_vertex>
}`;

const fragmentShader = /* glsl */ `
uniform vec3 uColour;
uniform vec3 uLight;
uniform float uOpacity;
uniform vec2 uFadeMm;
varying vec3 vNormal;
varying vec3 vView;
varying float vHeightMm;
#include <clipping_planes_pars_fragment>

void main() {
  #include <clipping_planes_fragment>
  vec3 n = normalize(vNormal);
  vec3 v = normalize(vView);
  float facing = clamp(dot(n, v), 0.0, 1.0);
  float rim = pow(1.0 - facing, 1.9);
  float key = max(0.0, dot(n, vec3(-0.38, 0.62, 0.69)));
  float gloss = pow(max(0.0, dot(reflect(-v, n), vec3(-0.3, 0.72, 0.62))), 18.0);
  // A broad, weak sheen on top of it tells brow, nose and ear from the glass round them.
  float sheen = pow(max(0.0, dot(reflect(-v, n), vec3(-0.45, 0.55, 0.7))), 5.0);
  // Glass: clear where looked at squarely, closing towards the outline; opaque at full opacity.
  float veil = mix(uOpacity * (0.22 + 0.78 * rim) + 0.35 * rim * uOpacity, 1.0, smoothstep(0.7, 1.0, uOpacity));
  float alpha = clamp(veil + (0.22 * gloss + 0.3 * sheen) * uOpacity, 0.0, 1.0) * smoothstep(uFadeMm.x, uFadeMm.y, vHeightMm);
  vec3 colour = uColour * (0.5 + 0.6 * key) + uLight * (0.35 * rim + 0.5 * gloss + 0.22 * sheen);
  gl_FragColor = vec4(colour, alpha);
  #include <colorspace_fragment>
}`;

/**
 * The height over which the lower edge, where the scan ends, fades out instead of showing a cut, mm. One array for all materials,
 * so that a head with its floor elsewhere moves it for all.
 */
export const SHELL_FADE_MM = [-82, -56];

/** From which to which share of a scalp's height it fades. */
const FADE = [0.01, 0.15] as const;

/** Lets the lower edge fade where this scalp has it. */
export function fadeAt(scalp: Surface): void {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 2; i < scalp.positionsMm.length; i += 3) {
    low = Math.min(low, scalp.positionsMm[i]);
    high = Math.max(high, scalp.positionsMm[i]);
  }
  SHELL_FADE_MM[0] = low + FADE[0] * (high - low);
  SHELL_FADE_MM[1] = low + FADE[1] * (high - low);
}

/** Glass-like skin, or bone. */
export function createShellMaterial(): ShaderMaterial {
  const material = new ShaderMaterial({
    vertexShader,
    fragmentShader,
    transparent: true,
    clipping: true,
    toneMapped: false,
    uniforms: {
      uColour: { value: new Color('#aab8c5') },
      uLight: { value: new Color('#ffffff') },
      uOpacity: { value: 0.35 },
      uFadeMm: { value: SHELL_FADE_MM },
    },
  });
  return material;
}
