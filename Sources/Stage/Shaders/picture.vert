// Two triangles over the whole picture; with `flip` the first row drawn is the top one.

uniform float flip;
uniform vec3 rayStart;       // rays through the middle of the picture, and how they change to its right and top edge
uniform vec3 rayStartRight;
uniform vec3 rayStartUp;
uniform vec3 rayAhead;
uniform vec3 rayAheadRight;
uniform vec3 rayAheadUp;

out vec2 place;              // 0 to 1 from the lower left
out vec3 start;
out vec3 ahead;

void main()
{
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    place = corner * 0.5 + 0.5;
    start = rayStart + corner.x * rayStartRight + corner.y * rayStartUp;
    ahead = rayAhead + corner.x * rayAheadRight + corner.y * rayAheadUp;
    gl_Position = vec4(corner.x, corner.y * flip, 0.0, 1.0);
}
