// Skin of matt clay: a warm main light, the backdrop's light from above, the floor's from below, a cool rim.

//
// No arrays are read here: the skin is worked out for every vertex, and pixels only mix what vertices have found.

in vec3 worldPoint;
in vec3 skin;
in vec2 openness;
in vec2 border;
flat in vec3 ownColor;
flat in vec3 colorA;
flat in vec3 colorB;

uniform vec3 eye;            // of the camera
uniform vec4 ahead;          // into the picture, and 1 where the lens has no vanishing point
uniform vec3 light;
uniform vec3 bounce;         // light from below
uniform vec3 sky;            // light from above
uniform vec4 haze;           // what far things fade into, and how much of that a metre behind the middle
uniform vec3 focus;          // the middle
uniform float opacity;

out vec4 color;

// Light as a screen takes it: the sRGB curve by roots, within 0.01 of it and several times cheaper than powers.
vec3 encoded(vec3 linear)
{
    linear = clamp(linear, 0.0, 1.0);
    vec3 root = sqrt(linear);
    return clamp(1.4218 * root - 0.2868 * linear - 0.1350 * sqrt(root), 0.0, 1.0);
}

void main()
{
    vec3 normal = normalize(skin);
    vec2 other = exp2(border);
    vec3 tint = (ownColor + other.x * colorA + other.y * colorB) / (1.0 + other.x + other.y);
    vec3 view = ahead.w > 0.5 ? -ahead.xyz : normalize(eye - worldPoint);
    float facing = clamp(dot(normal, view), 0.0, 1.0);

    // Wrapped around the terminator a little, as light is in skin.
    float diffuse = clamp((dot(normal, light) + 0.12) / 1.12, 0.0, 1.0);
    float direct = diffuse * mix(0.1, 1.0, openness.y);

    float above = 0.5 + 0.5 * normal.y;
    float nearFloor = clamp(worldPoint.y / 0.5, 0.0, 1.0);
    vec3 ambient = mix(bounce * 0.5 * (0.4 + 0.6 * nearFloor), sky * 0.72, above);
    ambient *= openness.x * openness.x * 0.85 + 0.15;

    vec3 lit = tint * (direct * vec3(1.05, 0.99, 0.90) + ambient * 0.52);

    // A broad sheen, a rim from behind.
    vec3 halfway = normalize(light + view);
    float shine = clamp(dot(normal, halfway), 0.0, 1.0);
    shine *= shine;
    shine *= shine;
    shine *= shine;
    shine *= shine * openness.y;    // the 16th power
    float edge = 1.0 - facing;
    edge *= edge * edge;
    lit += 0.06 * shine * vec3(1.0, 0.96, 0.9);
    lit += 0.22 * edge * sky * (0.3 + 0.7 * above) * openness.x;

    // Depth: who stands further back is a little nearer to the backdrop.
    float air = clamp(dot(worldPoint - focus, ahead.xyz) * haze.w, 0.0, 0.4);
    color = vec4(mix(encoded(lit), haze.rgb, air), 1.0) * opacity;
}
