// A picture over the picture: labels and controls.

in vec2 place;
uniform sampler2D overlay;
out vec4 color;

void main()
{
    color = texture(overlay, place);
}
