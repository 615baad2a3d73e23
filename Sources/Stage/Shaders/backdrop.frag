// Backdrop and floor with its metre grid. Colours as a screen takes them, so that gradients look even.

in vec2 place;
in vec3 start;
in vec3 ahead;

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
    vec3 result = mix(backdropBottom, backdropTop, smoothstep(horizon, 1.35, place.y));

    // Where the ray meets the floor; derivatives need it everywhere, so rays that miss get a far point.
    float down = min(ahead.y, -1e-4);
    vec2 metres = start.xz - ahead.xz * (start.y / down);
    vec2 pixel = max(fwidth(metres), 1e-5);
    vec2 from = metres - focus.xz;
    vec2 aside = vec2(dot(from, vec2(front.z, -front.x)), dot(from, front.xz)) / reach;
    float seen = ahead.y < -1e-4 ? 1.0 - smoothstep(0.25, 1.0, length(aside)) : 0.0;
    result = mix(result, mix(floorColor, gridColor, 0.6 * grid(metres, pixel, 0.012)), seen);

    vec2 corner = (place - 0.5) * 2.0;
    result *= 1.0 - vignette * smoothstep(0.35, 1.6, length(corner * vec2(0.9, 0.8)));
    // Half a step of noise, the same every time, against bands in the gradients.
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
    color = vec4(result + (noise - 0.5) / 255.0, 1.0);
}
