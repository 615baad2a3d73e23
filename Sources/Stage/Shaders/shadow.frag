// Light that a capsule leaves on the floor: of the main light in red (the darkest capsule counts), of the light
// from all around in alpha (all capsules together count).

in vec2 place;
flat in int index;

uniform vec3 light;
uniform float spread;

out vec4 left;

void main()
{
    Capsule c = capsuleAt(index);
    vec3 point = vec3(place.x, 0.0, place.y);
    vec3 axis = c.end - c.start;
    float t = clamp(dot(point - c.start, axis) / max(dot(axis, axis), 1e-8), 0.0, 1.0);
    float away = length((c.start + t * axis - point).xz);
    float hidden = occlusion(point, vec3(0.0, 1.0, 0.0), c) * (1.0 - smoothstep(0.3, 0.7, away));
    left = vec4(vec3(passing(point, light, c, spread)), 1.0 - hidden);
}
