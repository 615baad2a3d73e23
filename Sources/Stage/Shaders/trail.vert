// A piece of a trail: a band that faces the camera, joined to its neighbours without gap or overlap.

uniform samplerBuffer trails;  // per piece 5 texels: place before; start, end, each with opacity; place after; colour, width
uniform mat4 camera;
uniform vec3 eye;
uniform vec4 ahead;            // into the picture, and 1 where the lens has no vanishing point
uniform float pixel;           // metres that a pixel takes at 1 m, or anywhere without a vanishing point

out float side;                // -1 at one edge of the band, 1 at the other
out vec4 tint;                 // colour and opacity

void main()
{
    int base = gl_InstanceID * 5;
    bool second = gl_VertexID > 1;
    vec4 start = texelFetch(trails, base + 1);
    vec4 end = texelFetch(trails, base + 2);
    vec4 point = second ? end : start;
    vec3 before = second ? start.xyz : texelFetch(trails, base).xyz;
    vec3 after = second ? texelFetch(trails, base + 3).xyz : end.xyz;
    vec4 color = texelFetch(trails, base + 4);

    vec3 view = ahead.w > 0.5 ? -ahead.xyz : normalize(eye - point.xyz);
    // A line that turns back on itself has no mean direction; its own piece's is good enough.
    vec3 along = after - before;
    if (dot(along, along) < 1e-8) along = end.xyz - start.xyz;
    vec3 across = cross(along, view);
    across = dot(across, across) > 1e-12 ? normalize(across) : vec3(0.0);

    float size = pixel * (ahead.w > 0.5 ? 1.0 : max(dot(point.xyz - eye, ahead.xyz), 1e-3));
    float half_ = color.w * 0.5;
    float drawn = max(half_, 0.6 * size);
    side = (gl_VertexID & 1) == 0 ? -1.0 : 1.0;
    tint = vec4(color.rgb, point.w * half_ / drawn);
    gl_Position = camera * vec4(point.xyz + across * drawn * side, 1.0);
    gl_ClipDistance[0] = 1.0;
    gl_ClipDistance[1] = 1.0;
}
