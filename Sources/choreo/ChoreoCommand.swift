@main
struct ChoreoCommand {
    static func main() {}
}
