/// What a person does in the viewer's window.
///
/// Places are in pixels from the top left.
enum ViewerEvent: Equatable {
    /// A key without a character of its own.
    enum Key: Equatable {
        case space, left, right, up, down, home, end, escape
    }

    case key(Key)
    /// A character typed, whatever keys it took.
    case character(Character)
    /// The left button goes down.
    case press(SIMD2<Float>)
    /// The pointer moves to `place`, by `change`, with the left button down.
    case drag(to: SIMD2<Float>, by: SIMD2<Float>)
    /// The left button comes up.
    case release
    /// The wheel turns; up is positive.
    case scroll(Float)
    /// The window has another size, or must be drawn again.
    case redraw
    case close
}
