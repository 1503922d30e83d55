-- Drives a headless Neovim (0.7 to 0.12) from opening a file to the accepted edit.
--
-- DRIVE is a JSON object: `cmd` (the server), `file`, `line` (from 1, inside the function),
-- `settings`, `answer` ("lens" or "action"), `seconds` (for one run), `gate` (a file to make
-- after the first run was cancelled, for a server that waits for it). What happened is
-- written to `out` as JSON. Every wait is for a condition; `seconds` only bounds it.

local drive = vim.fn.json_decode(vim.env.DRIVE)
local result = { version = vim.fn.matchstr(vim.fn.execute('version'), 'NVIM v\\zs[^\\n]*'), messages = {} }

local function has(version)
  return vim.fn.has('nvim-' .. version) == 1
end

local function finish(failure)
  result.failure = failure
  vim.fn.writefile({ vim.fn.json_encode(result) }, drive.out)
  vim.cmd(failure and 'cquit!' or 'qall!')
end

local function wait(what, condition, seconds)
  if not vim.wait((seconds or drive.seconds) * 1000, condition, 10) then
    error('waited in vain for ' .. what, 0)
  end
end

local function text(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
end

-- What the user would be asked to choose from; `wanted` is what they choose.
local wanted, offered
vim.ui.select = function(items, options, choose)
  offered = {}
  local chosen, index
  for i, item in ipairs(items) do
    local label = options.format_item and options.format_item(item) or tostring(item)
    table.insert(offered, label)
    if not chosen and label:find(wanted, 1, true) then
      chosen, index = item, i
    end
  end
  choose(chosen, index)
end

-- Taps beside the editor's own handlers, to see what the editor was told.
local progress = {}
local function tap(method, see)
  local own = vim.lsp.handlers[method]
  return function(err, params, ...)
    see(params)
    if own then
      return own(err, params, ...)
    end
  end
end

local config = {
  name = 'lessonls',
  cmd = drive.cmd,
  root_dir = vim.fn.fnamemodify(drive.file, ':h'),
  init_options = drive.settings,
  handlers = {
    ['$/progress'] = tap('$/progress', function(params)
      table.insert(progress, { token = params.token, value = params.value })
    end),
    ['window/showMessage'] = tap('window/showMessage', function(params)
      table.insert(result.messages, params.message)
    end),
  },
  on_exit = function(code)
    result.exit_code = code
  end,
}

local function attach(buffer)
  if has('0.11') then
    config.filetypes = { 'c', 'cpp' }
    vim.lsp.config('lessonls', config)
    vim.lsp.enable('lessonls')
  elseif has('0.8') then
    vim.lsp.start(config)
  else
    vim.lsp.buf_attach_client(buffer, vim.lsp.start_client(config))
  end
  local function client()
    local all = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = buffer }) or vim.lsp.buf_get_clients(buffer)
    for _, one in pairs(all) do
      return one
    end
  end
  wait('the server', function()
    local one = client()
    return one and one.server_capabilities and one.server_capabilities.codeActionProvider
  end)
  return client()
end

local function notify(client, method, params)
  if has('0.11') then
    client:notify(method, params)
  else
    client.notify(method, params)
  end
end

local function code_action(title)
  wanted = title
  vim.api.nvim_win_set_cursor(0, { drive.line, 0 })
  if has('0.8') then
    vim.lsp.buf.code_action({
      apply = true,
      filter = function(action)
        return action.title:find(title, 1, true) ~= nil
      end,
    })
  else
    vim.lsp.buf.code_action()
  end
end

local function last_kind()
  return progress[#progress] and progress[#progress].value.kind
end

local function run_to_the_end()
  progress = {}
  code_action('Optimize with team: ')
  wait('the progress to end', function()
    return last_kind() == 'end'
  end)
  result.ending = progress[#progress].value.message
  result.percentages, result.reports = {}, {}
  for _, one in ipairs(progress) do
    table.insert(result.percentages, one.value.percentage)
    table.insert(result.reports, one.value.message)
  end
end

local function cancel_a_run(client)
  code_action('Optimize with team: ')
  wait('progress', function()
    return last_kind() == 'report'
  end)
  notify(client, 'window/workDoneProgress/cancel', { token = progress[#progress].token })
  wait('the progress to end', function()
    return last_kind() == 'end'
  end)
  result.cancelled = progress[#progress].value.message
  if drive.gate then
    vim.fn.writefile({}, drive.gate)
  end
end

local function lenses(buffer)
  if has('0.12') then
    return vim.tbl_map(function(one)
      return one.lens or one
    end, vim.lsp.codelens.get({ bufnr = buffer }))
  end
  return vim.lsp.codelens.get(buffer)
end

local function accept_with_lens(buffer)
  if vim.lsp.codelens.enable then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
  else
    vim.lsp.codelens.refresh()
  end
  local line
  wait('the code lens', function()
    for _, lens in ipairs(lenses(buffer)) do
      if lens.command and lens.command.title:find('Accept', 1, true) then
        line = lens.range.start.line + 1
        return true
      end
    end
  end)
  vim.api.nvim_win_set_cursor(0, { line, 0 })
  wanted = 'Accept'
  vim.lsp.codelens.run()
end

local function main()
  vim.cmd('edit ' .. vim.fn.fnameescape(drive.file))
  vim.bo.filetype = drive.file:match('%.cpp$') and 'cpp' or 'c'
  local buffer = vim.api.nvim_get_current_buf()
  local client = attach(buffer)
  local original = text(buffer)

  cancel_a_run(client)
  run_to_the_end()
  result.unchanged_before_accept = text(buffer) == original and not vim.bo[buffer].modified

  if drive.answer == 'lens' then
    accept_with_lens(buffer)
  else
    code_action('Accept ')
  end
  wait('the edit', function()
    return text(buffer) ~= original
  end)
  result.offered = offered
  result.accepted = text(buffer)
  vim.cmd('silent undo')
  result.one_undo_restores = text(buffer) == original
  vim.cmd('silent redo')
  vim.cmd('silent write')

  vim.lsp.stop_client(client.id)
  wait('the server to leave', function()
    return result.exit_code ~= nil
  end)
end

local ok, failure = pcall(main)
finish(not ok and tostring(failure) or nil)
