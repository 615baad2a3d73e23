// A trail glows evenly, a little darker toward its edges, as a tube would be.

in float side;
in vec4 tint;

out vec4 color;

void main()
{
    vec3 encoded = sqrt(clamp(tint.rgb * (1.0 - 0.25 * side * side), 0.0, 1.0));
    color = vec4(encoded, 1.0) * tint.a;
}
