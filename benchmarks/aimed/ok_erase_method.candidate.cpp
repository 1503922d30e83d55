int Inbox::drop_sender(const std::string& sender) {
    const std::string wanted = sender;
    long freed = 0;
    auto end = std::remove_if(mails.begin(), mails.end(), [&](const Mail& m) {
        if (m.sender != wanted) return false;
        freed += m.size;
        return true;
    });
    const int dropped = static_cast<int>(mails.end() - end);
    mails.erase(end, mails.end());
    bytes -= freed;
    return dropped;
}
