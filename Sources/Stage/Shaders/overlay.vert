// A rectangle of the picture, in pixels from the top left.

uniform vec4 area;           // x, y, width, height
uniform vec2 picture;        // size

out vec2 place;

void main()
{
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    place = corner;
    vec2 pixel = area.xy + corner * area.zw;
    gl_Position = vec4(pixel.x / picture.x * 2.0 - 1.0, 1.0 - pixel.y / picture.y * 2.0, 0.0, 1.0);
}
