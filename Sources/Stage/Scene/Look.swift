/// Light and surroundings of a scene.
public struct Look: Sendable, Hashable {
    /// Backdrop at the top of the picture.
    public var backdropTop: Color
    /// Backdrop at the height of the horizon; the floor fades into it.
    public var backdropBottom: Color
    /// The floor where it is brightest.
    public var floor: Color
    /// Lines of the metre grid.
    public var grid: Color
    /// Light that comes from all around above.
    public var sky: Color
    /// Light that the floor sends back.
    public var bounce: Color
    /// How much the corners darken, 0 to 1.
    public var vignette: Float
    /// How far the lit floor reaches, as a share of the scene's ``Scene/reach``.
    public var pool: Float = 1
    /// Whether figures wear the colours of a dark stage, ``Palette/onDark``.
    public var isDark = false
    /// Whether there is nothing behind figures and shadows: pictures with an alpha channel, to lay over others.
    public var isTransparent = false

    /// A bright studio, for pictures and films.
    public static let studio = Look(
        backdropTop: Color(0xCFCBC6), backdropBottom: Color(0xE9E5DF), floor: Color(0xF1EEE9),
        grid: Color(0xB9B2A8), sky: Color(0xE9E5DF), bounce: Color(0xF1EEE9), vignette: 0.18)

    /// A dark stage with a pool of light, for projectors and dim rooms.
    public static let dark = Look(
        backdropTop: Color(0x0E0F13), backdropBottom: Color(0x1B1D23), floor: Color(0x3A3D46),
        grid: Color(0x6A6F7D), sky: Color(0xA3ABC0), bounce: Color(0x565A66), vignette: 0.3, pool: 0.8,
        isDark: true)

    /// Plain paper: the floor fades into one even colour, so that pictures join without seams.
    public static let paper = Look(
        backdropTop: Color(0xF4F1EC), backdropBottom: Color(0xF4F1EC), floor: Color(0xEAE6DF),
        grid: Color(0xC4BDB2), sky: Color(0xF4F1EC), bounce: Color(0xEAE6DF), vignette: 0)

    /// Figures and their shadows in the studio's light, and nothing behind them.
    public static let transparent = studio.withoutBackground

    /// This light without backdrop, floor and grid.
    public var withoutBackground: Look {
        var look = self
        look.isTransparent = true
        return look
    }

    /// The colours that a figure wears in this light.
    func dressed(_ palette: Palette) -> Palette { isDark ? palette.onDark : palette }
}
