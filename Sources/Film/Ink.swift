public import Stage

extension Look {
    /// What is written in this light.
    public var ink: Color { isDark ? Color(0xEDE9E1) : Color(0x2B2F3A) }
    /// What is written beside it, less loud.
    public var paleInk: Color { isDark ? Color(0x9A978F) : Color(0x8A857C) }
    /// What stands out.
    public var accent: Color { Color(0xDB6A4E) }

    /// The dark stage without a pool of light: its floor fades into one even colour, so that pictures join.
    public static let darkPaper: Look = {
        var look = Look.dark
        look.backdropTop = look.backdropBottom
        look.vignette = 0
        return look
    }()
}
