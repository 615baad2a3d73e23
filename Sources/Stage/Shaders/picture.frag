// Backdrop, floor with its metre grid and shadows, and the figures over them.

in vec2 place;
in vec3 start;
in vec3 ahead;

uniform sampler2D figures;
uniform vec4 figureArea;     // part of the picture that holds figures: low and high corner, 0 to 1
uniform sampler2D shadows;
uniform vec2 shadowOrigin;   // on the floor, x and z
uniform vec2 shadowExtent;
uniform vec2 shadowShare;    // part of the shadow texture in use
uniform vec3 backdropTop;
uniform vec3 backdropBottom;
uniform vec3 floorColor;
uniform vec3 gridColor;
uniform float vignette;
uniform float horizon;       // height of the horizon in the picture, 0 to 1
uniform vec3 focus;          // where the floor is brightest
uniform vec3 front;          // toward the audience
uniform vec2 reach;          // how far the floor is seen, to the side and in depth

out vec4 color;

vec3 encoded(vec3 linear)
{
    return mix(12.92 * linear, 1.055 * pow(max(linear, 0.0), vec3(1.0 / 2.4)) - 0.055, step(0.0031308, linear));
}

// How much of the pixel lines at whole metres cover; `width` in metres.
float grid(vec2 metres, vec2 pixel, float width)
{
    vec2 offset = abs(fract(metres - 0.5) - 0.5);
    vec2 line = clamp((width * 0.5 + pixel * 0.5 - offset) / pixel, 0.0, 1.0) * min(width / pixel, 1.0);
    // Where lines come closer than two pixels they would flicker.
    line *= 1.0 - smoothstep(0.2, 0.5, pixel);
    return max(line.x, line.y);
}

void main()
{
    // The backdrop is a hollow: even below the horizon, darker toward the top.
    vec3 backdrop = mix(backdropBottom, backdropTop, smoothstep(horizon, 1.35, place.y));
    vec3 result = backdrop;

    // Where the ray meets the floor; derivatives need it everywhere, so rays that miss get a far point.
    float down = min(ahead.y, -1e-4);
    vec3 meeting = start - ahead * (start.y / down);
    vec2 metres = meeting.xz;
    vec2 pixel = max(fwidth(metres), 1e-5);

    vec2 from = metres - focus.xz;
    vec2 toward = front.xz;
    vec2 aside = vec2(dot(from, vec2(toward.y, -toward.x)), dot(from, toward)) / reach;
    float seen = ahead.y < -1e-4 ? 1.0 - smoothstep(0.25, 1.0, length(aside)) : 0.0;

    vec3 ground = mix(floorColor, gridColor, 0.55 * grid(metres, pixel, 0.012));
    vec2 inShadow = (metres - shadowOrigin) / shadowExtent;
    vec4 left = vec4(1.0);
    if (all(greaterThan(inShadow, vec2(0.0))) && all(lessThan(inShadow, vec2(1.0))))
        left = textureLod(shadows, inShadow * shadowShare, 0.0);
    result = mix(backdrop, ground, seen);
    // Shadows lie on the floor wherever it ends, so they are not faded with it.
    vec3 dim = mix(vec3(0.60, 0.60, 0.64), vec3(1.0), left.r) * mix(vec3(0.30, 0.28, 0.30), vec3(1.0), left.a);
    result *= mix(vec3(1.0), dim, ahead.y < -1e-4 ? 1.0 - smoothstep(0.6, 1.3, length(aside)) : 0.0);

    vec2 corner = (place - 0.5) * 2.0;
    result *= 1.0 - vignette * smoothstep(0.35, 1.6, length(corner * vec2(0.9, 0.8)));
    vec3 shown = encoded(result);

    if (all(greaterThanEqual(place, figureArea.xy)) && all(lessThanEqual(place, figureArea.zw))) {
        vec4 figure = textureLod(figures, place, 0.0);
        shown = shown * (1.0 - figure.a) + figure.rgb;
    }
    // Half a step of noise, the same every time, against bands in the gradients.
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
    color = vec4(shown + (noise - 0.5) / 255.0, 1.0);
}
