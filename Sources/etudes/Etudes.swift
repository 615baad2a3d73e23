@main
struct Etudes {
    static func main() {}
}
