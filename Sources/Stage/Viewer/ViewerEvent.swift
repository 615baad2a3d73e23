/// What a person does in the viewer's window.
///
/// Places are in pixels from the top left.
enum ViewerEvent: Equatable {
    /// A key without a character of its own.
    enum Key: Equatable {
        case space, left, right, up, down, home, end, pageUp, pageDown, escape, enter, backspace
        /// F1 to F12.
        case function(Int)
    }

    /// How the pointer holds what it moves.
    enum Grip: Equatable {
        /// The left button: turns the camera, goes along the time line.
        case plain
        /// The right or middle button, or the left one with shift: moves the picture, marks a stretch of time.
        case firm
    }

    case key(Key)
    /// A character typed, whatever keys it took.
    case character(Character)
    /// A button goes down.
    case press(SIMD2<Float>, Grip = .plain)
    /// The pointer moves to `place`, by `change`, with a button down.
    case drag(to: SIMD2<Float>, by: SIMD2<Float>)
    /// The button comes up.
    case release
    /// The wheel turns; up is positive.
    case scroll(Float)
    /// The window has another size, or must be drawn again.
    case redraw
    case close
}
