// What shadows leave of the floor's brightness; multiplied into the picture, or laid on nothing as a dark veil.

in vec3 start;
in vec3 ahead;

uniform sampler2D shadows;
uniform vec2 shadowOrigin;   // on the floor, x and z
uniform vec2 shadowExtent;
uniform vec2 shadowShare;    // part of the shadow texture in use

uniform float veil;          // 1 where there is no floor to darken

out vec4 color;

void main()
{
    vec2 metres = start.xz - ahead.xz * (start.y / min(ahead.y, -1e-4));
    vec2 inside = (metres - shadowOrigin) / shadowExtent;
    vec4 left = textureLod(shadows, clamp(inside, 0.0, 1.0) * shadowShare, 0.0);
    vec3 rest = mix(vec3(0.77, 0.77, 0.79), vec3(1.0), left.r) * mix(vec3(0.38, 0.37, 0.39), vec3(1.0), left.a);
    bool lit = ahead.y >= -1e-4 || any(lessThan(inside, vec2(0.0))) || any(greaterThan(inside, vec2(1.0)));
    rest = lit ? vec3(1.0) : rest;
    color = veil > 0.5 ? vec4(0.0, 0.0, 0.0, 1.0 - rest.g) : vec4(rest, 1.0);
}
