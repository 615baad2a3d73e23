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
    float t = clamp(dot(point - c.start, c.axis) * c.shorten, 0.0, 1.0);
    vec3 nearest = c.start + t * c.axis;
    float radius = c.startRadius + t * c.taper;
    float away = length(nearest.xz - place);
    // Faded to nothing where the square ends, in height and to the sides.
    float near = (1.0 - smoothstep(4.0, 8.0, away / radius)) * (1.0 - smoothstep(5.0, 9.0, nearest.y / radius));
    float hidden = near * occlusion(point, vec3(0.0, 1.0, 0.0), c);
    // What can be seen through lets light through.
    float opacity = texelFetch(capsules, index * 4 + 3).x;
    left = 1.0 - opacity * vec4(vec3(1.0 - passing(point, light, c, spread)), hidden);
}
